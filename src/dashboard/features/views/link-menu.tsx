import { CSPProvider } from '@base-ui/react/csp-provider'
import { Menu } from '@base-ui/react/menu'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import buttonStyles from '../../shared/button.module.css'
import { CopyByHand } from '../../shared/copy-by-hand.tsx'
import { copyText } from '../../shared/copy-text.ts'
import { Icon } from '../../shared/icon.tsx'
import { unhideGuards } from '../../shared/menu-guards.ts'
import menuStyles from '../../shared/menu.module.css'

export type LinkChoice = {
  /** `Rolling link`, and what somebody will see who opens it later. */
  label: string
  about: string
  format: (withCall: boolean) => string
}

type LinkMenuProps = { choices: LinkChoice[]; hasOpenCall: boolean }

/** Copies a link to the list on the page. It opens with its first press. */
export function LinkMenu({ choices, hasOpenCall }: LinkMenuProps) {
  const [withCall, setWithCall] = useState(true)
  const [copied, setCopied] = useState<string>()
  /** What has to be copied by hand. */
  const [refused, setRefused] = useState<string>()
  const place = useRef<HTMLDivElement>(null)
  const trigger = useRef<HTMLButtonElement>(null)

  async function copy({ label, format }: LinkChoice) {
    const link = format(hasOpenCall && withCall)
    if (await copyText(link)) setCopied(label)
    else setRefused(link)
  }

  return (
    <CSPProvider disableStyleElements>
      <Menu.Root
        defaultOpen
        onOpenChange={(isOpen) => isOpen && setCopied(undefined)}
        onOpenChangeComplete={unhideGuards}
      >
        <Menu.Trigger
          ref={trigger}
          className={buttonStyles.button}
          data-look="plain"
          onBlur={() => setCopied(undefined)}
        >
          <Icon name="link" />
          {copied === undefined ? 'Copy link' : 'Copied'}
        </Menu.Trigger>
        <p role="status" className="unseen">
          {copied !== undefined && `${copied} copied`}
        </p>
        <div ref={place} />
        <Menu.Portal container={place}>
          <Menu.Positioner align="end" sideOffset={6} className={menuStyles.place}>
            <Menu.Popup className={menuStyles.menu}>
              {choices.map((choice) => (
                <Menu.Item
                  key={choice.label}
                  className={menuStyles.item}
                  onClick={() => void copy(choice)}
                >
                  {choice.label}
                  <span className={menuStyles.about}>{choice.about}</span>
                </Menu.Item>
              ))}
              {hasOpenCall && (
                <>
                  <Menu.Separator className={menuStyles.separator} />
                  <Menu.CheckboxItem
                    className={menuStyles.item}
                    checked={withCall}
                    onCheckedChange={setWithCall}
                  >
                    With the open call
                  </Menu.CheckboxItem>
                </>
              )}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {refused !== undefined && (
        <CopyByHand
          text={refused}
          onClose={() => {
            flushSync(() => setRefused(undefined))
            // What had the focus before was in the menu.
            trigger.current?.focus()
          }}
        />
      )}
    </CSPProvider>
  )
}
