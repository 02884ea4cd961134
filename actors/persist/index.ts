export {
	type RivetPersistData,
	type RivetPersistState,
	RivetSessionPersistDriver,
	type RivetSessionPersistDriverOptions,
} from "./RivetSessionPersistDriver.ts";
export { createReplayView } from "./replay.ts";
export { SqliteSessionPersistDriver } from "./SqliteSessionPersistDriver.ts";
export { SQLITE_PERSIST_MIGRATION } from "./tables.ts";
