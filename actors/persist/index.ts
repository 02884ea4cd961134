export { createReplayView } from "./createReplayView.ts";
export { SQLITE_PERSIST_MIGRATION } from "./persistMigration.ts";
export {
	type RivetPersistData,
	type RivetPersistState,
	RivetSessionPersistDriver,
	type RivetSessionPersistDriverOptions,
} from "./RivetSessionPersistDriver.ts";
export { SqliteSessionPersistDriver } from "./SqliteSessionPersistDriver.ts";
