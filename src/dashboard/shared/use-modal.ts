import { type RefObject, useLayoutEffect, useRef } from 'react'

/** For a dialog that is modal for as long as it is there. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => {
      // Chromium would leave the caret in a field that goes with the dialog, and what is typed next would go nowhere.
      window.getSelection()?.removeAllRanges()
      // Closing gives the focus back to where it was; taking the element away would lose it.
      element?.close()
    }
  }, [])
  return dialog
}
