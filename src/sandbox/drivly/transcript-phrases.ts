/** `{agent}` and `{client}` are filled in. */
export const GREETINGS = [
  'Thank you for calling {client}, {agent} speaking. How can I help you?',
  'Good day, {client}, {agent} speaking.',
  '{client}, you are speaking with {agent}, what can I do for you?',
] as const

export const OUTGOING_GREETINGS = [
  'Hello, this is {agent} calling on behalf of {client}. Is this a good moment?',
  'Good day, {agent} here for {client}. I am returning your call.',
] as const

export const REASONS = [
  'Hi, I called earlier today and was told somebody would get back to me.',
  'Hello, I would like to know whether you have anything open this week.',
  'I have a question about the bill that came in the mail.',
  'I need to move my appointment, something came up at work.',
  'Yes, hello. I was hoping to leave a message for the office.',
  'I am not sure I have the right number, a neighbour gave it to me.',
] as const

/** What the agent says first, then the caller. */
export const EXCHANGES = [
  ['May I have your name, please?', 'Of course, I will spell it for you.'],
  ['What is the best number to reach you at?', 'The one I am calling from is fine.'],
  ['When would be a good time?', 'Mornings are best. Before ten, if you can.'],
  ['Have you been with us before?', 'Yes, twice. The last time must have been in spring.'],
  ['Is it urgent, or can it wait until tomorrow?', 'Tomorrow is all right, but not much later.'],
  ['Let me read that back to you, so that nothing is lost.', 'Yes, that is exactly right.'],
  ['I see a note from last week here. Is this about the same thing?', 'It is, more or less.'],
  ['Would you like a confirmation by text or by email?', 'A text is easier for me, thanks.'],
  ['I am sorry about the wait you had.', 'No problem, you could not know.'],
  ['One moment, I am writing this down.', 'Take your time.'],
  ['Can somebody else speak for you, if we miss you?', 'My sister can, she knows all about it.'],
  ['Is there anything else you would like us to know?', 'Only that the side door is open.'],
] as const

export const CLOSINGS = [
  ['I have noted everything and will pass it on right away.', 'Thank you, you were very kind.'],
  ['You are all set. Have a good day.', 'You too, goodbye.'],
  ['Somebody will call you back today.', 'Perfect, thanks. Bye.'],
] as const
