import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadDriver } from './driver.ts'
import type { Database } from './driver.ts'
import { makeCall } from './make-call.ts'
import { listCalls } from './open-test-store.ts'
import { openSqliteStore } from './sqlite-store.ts'

/** What the first version wrote, to the letter of its SQL. */
const VERSION_1 = `
  PRAGMA journal_mode = WAL;
  BEGIN IMMEDIATE;
  CREATE TABLE calls (Id TEXT NOT NULL PRIMARY KEY,ClientId TEXT,ClientName TEXT,CenterId TEXT,StartTime INTEGER NOT NULL,CallerName TEXT,CallerNumber TEXT,TransferToName TEXT,TransferToNumber TEXT,Notes TEXT,DurationInSeconds REAL NOT NULL,RingTimeInSeconds REAL NOT NULL,HoldTimeInSeconds REAL NOT NULL,HoldCount INTEGER NOT NULL,Interactions TEXT,AnsweredBy TEXT,Server TEXT,TalkTimeInSeconds REAL NOT NULL,TransferTimeInSeconds REAL NOT NULL,ScreenPop TEXT,CompletedFormIds TEXT,Flagged INTEGER NOT NULL,FlagNotes TEXT,Type TEXT,WorkTimeInSeconds REAL NOT NULL);
  CREATE TABLE fills (kind TEXT NOT NULL, calls INTEGER NOT NULL, seed INTEGER, "from" INTEGER, until INTEGER);
  PRAGMA application_id = 1130451557; PRAGMA user_version = 1;
  COMMIT;
  BEGIN IMMEDIATE;
  INSERT INTO calls VALUES
    ('b2','1008','Bright Harbor Law','BOI',1786021200,'Ada Field','(555) 201-4417',NULL,NULL,'An older note, "quoted" 🎧',102.5,7,0,0,'[{"StartTime":"2026-08-06 13:00:00","Type":"Ring","Description":"Ringing"},{"StartTime":"2026-08-07 00:00:05","Type":"Ended","Description":null},{"StartTime":"noonish","Type":null,"Description":"By hand"},{"StartTime":null,"Type":"Hold","Description":"x"}]','Maya R.','atl-sip-01',95,0,NULL,'["64ab01","64ab02"]',1,'Please check','Incoming',0),
    ('a1','1001','Alder Street Dental',NULL,1786021201,NULL,NULL,NULL,NULL,NULL,0,7,0,0,NULL,NULL,NULL,0,0,NULL,NULL,0,NULL,NULL,0),
    ('c3','1001','Alder Street Dental','ATL',1786021202,NULL,NULL,NULL,NULL,'',0,7,0,0,'[]',NULL,NULL,95,0,NULL,'[]',0,NULL,'Outgoing',0);
  CREATE INDEX IF NOT EXISTS by_StartTime ON calls (StartTime, Id);
  CREATE INDEX IF NOT EXISTS by_TalkTimeInSeconds ON calls (TalkTimeInSeconds, Id, StartTime);
  CREATE INDEX IF NOT EXISTS of_client ON calls (ClientId, StartTime, TalkTimeInSeconds);
  INSERT INTO fills VALUES ('imported', 3, NULL, NULL, NULL);
  COMMIT;
  PRAGMA analysis_limit = 1000; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);`

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'migration-'))
  file = path.join(folder, 'calls.db')
})

afterEach(() => rm(folder, { recursive: true }))

/** Leaves what `change` does in the log, as a process that was killed would. */
async function writeVersion1(change: (database: Database) => void = () => undefined) {
  const { DatabaseSync } = await loadDriver()
  const living = path.join(folder, 'living.db')
  const database = new DatabaseSync(living)
  database.exec(VERSION_1)
  change(database)
  for (const suffix of ['', '-wal']) await copyFile(`${living}${suffix}`, `${file}${suffix}`)
  database.close()
}

const everyCall = {
  filter: {},
  sortBy: 'Id',
  descending: false,
  offset: 0,
  limit: 100,
  withTotal: true,
} as const

test('a store of the first version is brought up to date with every note and member', async () => {
  await writeVersion1()
  for (const opening of ['first', 'second']) {
    const store = await openSqliteStore(file)
    const { calls, total } = await listCalls(store, everyCall)
    expect([opening, total, calls.map(({ Id }) => Id)]).toEqual([opening, 3, ['a1', 'b2', 'c3']])
    expect(calls[1]).toEqual(
      makeCall({
        Id: 'b2',
        ClientId: '1008',
        ClientName: 'Bright Harbor Law',
        CenterId: 'BOI',
        at: '2026-08-06 13:00:00',
        Notes: 'An older note, "quoted" 🎧',
        DurationInSeconds: 102.5,
        Interactions: [
          { StartTime: '2026-08-06 13:00:00', Type: 'Ring', Description: 'Ringing' },
          { StartTime: '2026-08-07 00:00:05', Type: 'Ended', Description: null },
          { StartTime: 'noonish', Type: null, Description: 'By hand' },
          { StartTime: null, Type: 'Hold', Description: 'x' },
        ],
        CompletedFormIds: ['64ab01', '64ab02'],
        Flagged: true,
        FlagNotes: 'Please check',
      }),
    )
    expect(calls.map(({ Notes }) => Notes)).toEqual([null, 'An older note, "quoted" 🎧', ''])
    expect(calls.map(({ Interactions }) => Interactions?.length)).toEqual([undefined, 4, 0])
    expect(await store.centers()).toEqual(['ATL', 'BOI'])
    expect(await store.fills()).toMatchObject([{ kind: 'imported', calls: 3 }])
    await store.close()
  }
})

test('what the older version left in its log comes along', async () => {
  await writeVersion1((database) => {
    database.exec("UPDATE calls SET Notes = 'newest' WHERE Id = 'c3'")
  })
  const store = await openSqliteStore(file)
  const { calls } = await listCalls(store, { ...everyCall, filter: { id: 'c3' } })
  expect(calls.map(({ Notes }) => Notes)).toEqual(['newest'])
  await store.updateNotes('c3', 'still writable')
  await store.close()
})

test('the room of the older tables is given back', async () => {
  await writeVersion1((database) => {
    database.prepare("UPDATE calls SET ScreenPop = ? WHERE Id = 'c3'").run('x'.repeat(3_000_000))
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  })
  const store = await openSqliteStore(file)
  await store.close()
  // The text is there twice, in its row and in the index by its column; a third time it is not.
  expect((await stat(file)).size).toBeLessThan(7_000_000)
})

test('a step that fails leaves the older file as it was', async () => {
  await writeVersion1((database) => {
    database.exec("UPDATE calls SET Interactions = 'no list' WHERE Id = 'b2'")
  })
  await expect(openSqliteStore(file)).rejects.toThrow(/malformed JSON/)
  const { DatabaseSync } = await loadDriver()
  const database = new DatabaseSync(file)
  expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
  expect(database.prepare('SELECT count(*) AS calls FROM calls').get()).toEqual({ calls: 3 })
  database.close()
})
