/** The tables of `SqliteSessionPersistDriver`. Events are read by place, from either end. */
export const SQLITE_PERSIST_MIGRATION = `
CREATE TABLE sandbox_sessions (
	id TEXT PRIMARY KEY,
	created_at INTEGER NOT NULL,
	body TEXT NOT NULL
);
CREATE TABLE session_events (
	session_id TEXT NOT NULL,
	event_index INTEGER NOT NULL,
	id TEXT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (session_id, event_index, id)
);`;
