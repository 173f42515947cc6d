import { createRandom } from './random.ts'
import type { Random } from './random.ts'

export type Client = { id: string; name: string; centerId: string; line: string }
export type Person = { name: string | null; number: string | null }

/** In CenterId order. */
const CENTERS = ['ATL', 'BOI', 'DEN', 'PHL', 'PDX', 'TUC'] as const

const CLIENT_NAMES = [
  'Alder Street Dental',
  'Bright Harbor Law',
  'Canyon Creek Plumbing',
  'Dovetail Property Management',
  'Elmwood Veterinary Clinic',
  'Fern & Field Landscaping',
  'Granite Peak Orthodontics',
  'Hollis & Ward, Attorneys',
  'Ironwood Heating & Air',
  'Juniper Family Medicine',
  'Kestrel Towing',
  'Larkspur Funeral Home',
  'Mapleview Apartments',
  'Northgate Animal Hospital',
  'Oakline Roofing',
  'Paloma Pediatrics',
  'Quarry Road Storage',
  'Redwing Electric',
  'Silver Birch Counseling',
  'Tidewater Pest Control',
  'Umber Interiors',
  'Valencia Immigration Law',
  'Westbrook Septic',
  'Yarrow Midwifery',
  'Zephyr Pool Service',
  'Amberly Eye Care',
  'Bluestone Garage Doors',
  'Cedar Ridge HOA',
  'Driftwood Inn',
  'Evergreen Tree Care',
  'Foxglove Florist',
  'Goldfinch Tax & Accounting',
  'Hearthside Home Care',
  'Inlet Marine Repair',
  'Jade Mountain Acupuncture',
  'Keystone Locksmiths',
  'Lighthouse Physical Therapy',
  'Meridian Bail Bonds',
  'Nimbus IT Support',
  'Orchard Lane Podiatry',
] as const

const FIRST_NAMES = [
  'Maya',
  'Jamal',
  'Priya',
  'Lucía',
  'Tomasz',
  'Aisha',
  'Grace',
  'Mateo',
  'Linh',
  'Noor',
  'Samuel',
  'Ingrid',
  'Kwame',
  'Hana',
  'Diego',
  'Fatima',
  'Oliver',
  'Zoë',
  'Ravi',
  'Chloe',
  'Andrei',
  'Yuki',
  'Simone',
  'Marcus',
  'Leila',
  'Declan',
  'Ngozi',
  'Elena',
  'Hugo',
  'Tala',
  'Bram',
  'Imani',
  'Soren',
  'Beatriz',
  'Wei',
  'Esther',
  'Omar',
  'Ruth',
  'Kenji',
  'Dolores',
] as const

const LAST_NAMES = [
  'Abara',
  'Bennett',
  'Castillo',
  'Dvořák',
  'Eriksen',
  'Farouk',
  'Greene',
  'Hoang',
  'Ibarra',
  'Jankowski',
  'Kowalski',
  'Lindqvist',
  'Mbeki',
  'Nakamura',
  "O'Brien",
  'Patel',
  'Quispe',
  'Rahman',
  'Schäfer',
  'Tran',
  'Underwood',
  'Vargas',
  'Whitaker',
  'Xu',
  'Yilmaz',
  'Zimmer',
  'Adeyemi',
  'Brooks',
  'Chen',
  'Dubois',
] as const

const BUSINESS_CALLERS = [
  'Riverbend Pharmacy',
  'County Clerk',
  'Summit Insurance',
  'Delivery Dispatch',
  'Lab Results Desk',
  'Parkside School',
  'WIRELESS CALLER',
  'Main St Hardware',
] as const

const AREA_CODES =
  '201 206 208 212 215 303 312 404 405 410 503 505 512 520 602 614 615 646 702 713 801 813 904 917'.split(
    ' ',
  )

/** Only numbers that the regulators keep for fiction: 555-01xx, Ofcom's and the Bundesnetzagentur's ranges. */
const NUMBER_FORMS: ((random: Random) => string)[] = [
  (random) => `(555) ${random.int(200, 989)}-${random.digits(4)}`,
  (random) => `(${random.pick(AREA_CODES)}) 555-01${random.digits(2)}`,
  (random) => `+1${random.pick(AREA_CODES)}55501${random.digits(2)}`,
  (random) => `+1${random.pick(AREA_CODES)}55501${random.digits(2)}`,
  (random) => `${random.pick(AREA_CODES)}-555-01${random.digits(2)}`,
]

const FOREIGN_NUMBER_FORMS: ((random: Random) => string)[] = [
  (random) => `+442079460${random.digits(3)}`,
  (random) => `+44 7700 900${random.digits(3)}`,
  (random) => `+493023125${random.digits(3)}`,
  (random) => `+49 171 39200${random.digits(2)}`,
]

const POOL_SIZE = 1_800

/** Who calls whom. Drawn from the seed alone, so that calls added on a later day know the same people. */
export function createPeople(seed: number) {
  const random = createRandom(seed)
  const number = () =>
    random.pick(random.chance(0.06) ? FOREIGN_NUMBER_FORMS : NUMBER_FORMS)(random)
  const fullName = () => `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`

  const clients = CLIENT_NAMES.map((name, index): Client => {
    const centerId = CENTERS[index % CENTERS.length] ?? CENTERS[0]
    return { id: String(1001 + index * 7), name, centerId, line: number() }
  })
  const agents = FIRST_NAMES.slice(0, 35).map(
    (first) => `${first} ${random.pick(LAST_NAMES).charAt(0)}.`,
  )
  const callers = Array.from({ length: POOL_SIZE }, (): Person => {
    if (random.chance(0.04)) return { name: random.chance(0.5) ? 'Anonymous' : null, number: null }
    if (random.chance(0.1)) return { name: random.pick(BUSINESS_CALLERS), number: number() }
    return { name: random.chance(0.15) ? null : fullName(), number: number() }
  })
  const colleagues = Array.from({ length: 90 }, () => ({ name: fullName(), number: number() }))
  return { clients, agents, callers, colleagues }
}

export type People = ReturnType<typeof createPeople>
