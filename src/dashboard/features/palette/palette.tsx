import { Autocomplete } from '@base-ui/react/autocomplete'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { Modal } from '../../shared/modal.tsx'
import type { Command } from './command.ts'
import { findCommands } from './find-commands.ts'
import styles from './palette.module.css'

type PaletteProps = {
  commands: Command[]
  /** What a text means by itself, as an id of a call does. */
  understand: (typed: string) => Command[]
  onClose: () => void
}

/** Everything that the page can do, found by typing. */
export function Palette({ commands, understand, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('')
  const found = [...findCommands(commands, typed), ...understand(typed.trim())]
  const groups = Object.entries(Object.groupBy(found, ({ group }) => group)).map(
    ([name, items = []]) => ({ name, items }),
  )

  function run(command: Command) {
    // First the focus goes back to where it was: a command may lead it elsewhere.
    flushSync(onClose)
    command.run()
  }

  return (
    <CSPProvider disableStyleElements>
      <Modal title="Commands" onClose={onClose}>
        <Autocomplete.Root
          open
          inline
          items={groups}
          filter={null}
          value={typed}
          onValueChange={setTyped}
          itemToStringValue={({ label }: Command) => label}
          autoHighlight="always"
          keepHighlight
        >
          <Autocomplete.Input
            className={styles.input}
            data-first
            aria-label="Find a command"
            placeholder="A filter, a view, the id of a call…"
            spellCheck={false}
          />
          <Autocomplete.Status className={styles.count}>
            {found.length === 1 ? '1 command' : `${found.length} commands`}
          </Autocomplete.Status>
          <Autocomplete.List className={styles.list} aria-label="Commands">
            {({ name, items }: (typeof groups)[number]) => (
              <Autocomplete.Group key={name} items={items}>
                <Autocomplete.GroupLabel className={styles.group}>{name}</Autocomplete.GroupLabel>
                <Autocomplete.Collection>
                  {(command: Command) => (
                    <Autocomplete.Item
                      key={command.id}
                      value={command}
                      className={styles.command}
                      onClick={() => run(command)}
                    >
                      <bdi>{command.label}</bdi>
                    </Autocomplete.Item>
                  )}
                </Autocomplete.Collection>
              </Autocomplete.Group>
            )}
          </Autocomplete.List>
        </Autocomplete.Root>
      </Modal>
    </CSPProvider>
  )
}
