/**
 * For `onOpenChangeComplete` of a menu. Base UI puts elements around it that lead the focus on and are hidden from
 * screen readers all the same: what can have the focus must not be hidden. They say nothing, so nothing is read out.
 */
export function unhideGuards(): void {
  for (const guard of document.querySelectorAll('[data-base-ui-focus-guard]'))
    guard.removeAttribute('aria-hidden')
}
