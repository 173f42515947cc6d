import { SORT_FIELDS } from './call.ts'
import type { SortField } from './call.ts'
import type { FileKind } from './sqlite.ts'

/** "CaRe". */
export const CALL_STORE: FileKind = { name: 'call store', applicationId: 0x43_61_52_65 }

const VERSION_1 = `
  CREATE TABLE calls (Id TEXT NOT NULL PRIMARY KEY, ClientId TEXT, ClientName TEXT, CenterId TEXT,
    StartTime INTEGER NOT NULL, CallerName TEXT, CallerNumber TEXT, TransferToName TEXT,
    TransferToNumber TEXT, Notes TEXT, DurationInSeconds REAL NOT NULL, RingTimeInSeconds REAL NOT NULL,
    HoldTimeInSeconds REAL NOT NULL, HoldCount INTEGER NOT NULL, Interactions TEXT, AnsweredBy TEXT,
    Server TEXT, TalkTimeInSeconds REAL NOT NULL, TransferTimeInSeconds REAL NOT NULL, ScreenPop TEXT,
    CompletedFormIds TEXT, Flagged INTEGER NOT NULL, FlagNotes TEXT, Type TEXT,
    WorkTimeInSeconds REAL NOT NULL);
  CREATE TABLE fills (
    kind TEXT NOT NULL, calls INTEGER NOT NULL, seed INTEGER, "from" INTEGER, until INTEGER);`

/**
 * Two small numbers stand in for long texts wherever an index needs them. `Rank` counts the calls in order of
 * their Ids, so that it breaks ties as the Id would; `Kind` names a row of `kinds`, one for each center and
 * type that calls have.
 */
const callsTable = (name: string) => `
  CREATE TABLE ${name} (Rank INTEGER PRIMARY KEY, Kind INTEGER NOT NULL, Id TEXT NOT NULL UNIQUE,
    ClientId TEXT, ClientName TEXT, CenterId TEXT, StartTime INTEGER NOT NULL, CallerName TEXT, CallerNumber TEXT,
    TransferToName TEXT, TransferToNumber TEXT, Notes TEXT, DurationInSeconds REAL NOT NULL,
    RingTimeInSeconds REAL NOT NULL, HoldTimeInSeconds REAL NOT NULL, HoldCount INTEGER NOT NULL,
    Interactions TEXT, AnsweredBy TEXT, Server TEXT, TalkTimeInSeconds REAL NOT NULL,
    TransferTimeInSeconds REAL NOT NULL, ScreenPop TEXT, CompletedFormIds TEXT, Flagged INTEGER NOT NULL,
    FlagNotes TEXT, Type TEXT, WorkTimeInSeconds REAL NOT NULL);`

/** What follows Rank and Kind, in the order of the table. */
const MEMBERS = `Id, ClientId, ClientName, CenterId, StartTime, CallerName, CallerNumber, TransferToName,
  TransferToNumber, Notes, DurationInSeconds, RingTimeInSeconds, HoldTimeInSeconds, HoldCount, Interactions,
  AnsweredBy, Server, TalkTimeInSeconds, TransferTimeInSeconds, ScreenPop, CompletedFormIds, Flagged,
  FlagNotes, Type, WorkTimeInSeconds`

/** The Interactions of version 1, objects with their member names, as call-rows packs them now. */
const PACKED_INTERACTIONS = `(
  SELECT json_group_array(json_array(
    iif(datetime(unixepoch(value->>'StartTime'), 'unixepoch') = value->>'StartTime',
      unixepoch(value->>'StartTime') - old.StartTime, value->>'StartTime'),
    value->>'Type', value->>'Description'))
  FROM json_each(old.Interactions))`

const VERSION_2 = `
  ALTER TABLE calls RENAME TO old;
  CREATE TABLE kinds (Kind INTEGER PRIMARY KEY, CenterId TEXT, Type TEXT);
  INSERT INTO kinds (CenterId, Type) SELECT DISTINCT CenterId, Type FROM old;
  ${callsTable('calls')}
  INSERT INTO calls
    SELECT NULL,
      (SELECT Kind FROM kinds WHERE CenterId IS old.CenterId AND Type IS old.Type),
      ${MEMBERS.replace('Interactions', `iif(Interactions IS NULL, NULL, ${PACKED_INTERACTIONS})`)}
    FROM old ORDER BY Id;
  DROP TABLE old;`

/** From nothing to the schema of today. A step that has landed never changes: files out there have had it. */
export const STEPS = [VERSION_1, VERSION_2] as const

/** For calls that have not come in the order of their Ids. */
export const RANK_ANEW = `
  ${callsTable('ranked')}
  INSERT INTO ranked SELECT NULL, Kind, ${MEMBERS} FROM calls ORDER BY Id;
  DROP TABLE calls;
  ALTER TABLE ranked RENAME TO calls;`

/**
 * Behind the field and its tie-break come the columns that nearly every query narrows by, so that the index
 * alone finds a page: the calls themselves lie all over the file.
 */
const sortColumns = (field: SortField) =>
  [...new Set([field === 'Id' ? 'Rank' : field, 'Rank', 'StartTime', 'Kind'])].join()

/**
 * In the order of clients, `of_client` leaves only the calls of one client to be sorted. Notes are long, and
 * change: nobody asks for them in their order often enough to slow every update down.
 */
const UNINDEXED: SortField[] = ['ClientId', 'Notes']

const INDEX_COLUMNS = {
  ...Object.fromEntries(
    SORT_FIELDS.filter((field) => !UNINDEXED.includes(field)).map((field) => [
      `by_${field}`,
      sortColumns(field),
    ]),
  ),
  // These two can answer every filter that the list document knows.
  of_client: 'ClientId, StartTime, Rank, TalkTimeInSeconds, Kind',
  of_kind: 'Kind, StartTime, Rank, TalkTimeInSeconds',
}

export const INDEXES = Object.entries(INDEX_COLUMNS).map(
  ([name, columns]) => `CREATE INDEX IF NOT EXISTS ${name} ON calls (${columns})`,
)
