/** What agents write. `{caller}` and `{person}` are filled in. */
export const NOTES = [
  'Left message for {person}. Caller will try again tomorrow.',
  'Wants to reschedule, prefers mornings.',
  'Asked about opening hours.',
  'New patient, sent the intake form.',
  'Billing question, forwarded to {person}.',
  'No emergency. Take a message only.',
  'Third call today about the same leak, please call back first thing.',
  'Spanish speaker, transferred to the bilingual line.',
  'Wrong number.',
  'Solicitor, do not put through.',
  'Caller was upset about the wait. Apologised and offered a call back.',
  'Confirmed the appointment for {caller}.',
  'Asked for {person} by name, would not say what it is about.',
  'Quote requested for a water heater, 50 gal, garage install.',
  'Tenant locked out, on-call tech paged at once.',
  'Dog ate chocolate about an hour ago. Gave the emergency clinic number.',
  'Rx refill: pharmacy is closed on Sunday, needs it by Saturday noon.',
  'Caller hung up before giving a number.',
  'Court date moved to the 14th — {person} must confirm by email.',
  'Very kind caller, thanked us for the quick help 🙂',
  'Called back twice, no answer, no voicemail.',
  'Unit 4B: no heat since last night, two small children. On-call dispatched.',
  'Message read back and confirmed.\nCall back after 4 pm.',
  'Name: {caller}\nRe: estimate\nBest time: weekdays before 9\nOK to leave voicemail: yes',
  'Referred by {person}.\r\nInterested in the evening group; asked about sliding scale.\r\nSent the brochure.',
  'Delivery at the back door.\n\nGate code is with the office, do not give it out.',
  `Long call. {caller} explained that the technician came on Tuesday, replaced a valve and left, and that the same ceiling was wet again by Thursday evening. They have photos and would like the office to look at them before anyone is sent out, because they do not want to pay for a second visit if the first repair caused it. They are at home until Friday, then travelling for a week with patchy reception; {person} can be reached instead and may decide on their behalf. They asked twice for a written confirmation. Promised a call back today before closing.`,
  `Intake summary
- Caller: {caller}
- Relationship: daughter of the client
- Concern: medication list does not match the discharge papers (two blood thinners listed, hospital stopped one)
- Already called: the pharmacy, which said to ask the prescriber
- Wants: nurse to call back tonight, not tomorrow

Read the on-call protocol aloud, paged {person} at once, and stayed on the line until the page was acknowledged. Caller knows to dial emergency services if anything changes. Please attach the discharge papers when they arrive by fax and close the loop with the daughter, not with the client, who is hard of hearing and gets confused on the phone.`,
] as const

export const FLAG_NOTES = [
  'Caller asked for a manager.',
  'Script not followed at greeting.',
  'Possible duplicate of an earlier call.',
  'Great save, use for training.',
  'Sensitive details in the note, please check.',
] as const

export const SCREEN_POPS = [
  'Main line',
  'After hours',
  'New patients',
  'Emergency line',
  'https://example.com/scripts/intake?line=main',
  'https://example.com/clients/on-call-schedule',
] as const
