import { expect, test } from "vitest";
import { EngineConnection, parseConnectionCounts } from "../../actors/server/engineConnection.ts";

/** Lines of Rivet's metrics, as `rivetkit` 2.3.11 writes them. */
const metrics = (opened: number, ended: number, pongs: number) => `# TYPE rivet_rivetkit_info gauge
rivet_rivetkit_envoy_client_ws_reconnect_total{reason="error"} ${ended}
rivet_rivetkit_envoy_client_ws_session_duration_seconds_bucket{le="+Inf"} ${ended}
rivet_rivetkit_envoy_client_ws_session_duration_seconds_sum 11.3
rivet_rivetkit_envoy_client_ws_session_duration_seconds_count ${ended}
rivet_rivetkit_envoy_client_ws_tx_lock_hold_duration_seconds_count{message_kind="metadata"} ${opened}
rivet_rivetkit_envoy_client_ws_tx_lock_hold_duration_seconds_count{message_kind="pong"} ${pongs}
`;

const isOpen = (connection: EngineConnection, ...counts: Parameters<typeof metrics>) =>
	connection.isOpen(parseConnectionCounts(metrics(...counts)));

test("an engine that answers again is not connected before Rivet has opened another connection", () => {
	// What was seen in an outage of 9.5 s, in which `health()` said `ok` throughout.
	const connection = new EngineConnection();
	expect(isOpen(connection, 1, 0, 11)).toBe(true);
	expect(isOpen(connection, 1, 1, 11)).toBe(false);
	expect(isOpen(connection, 1, 1, 11)).toBe(false);
	expect(isOpen(connection, 2, 1, 12)).toBe(true);
});

test("a connection that was lost and opened again between two probes is open", () => {
	const connection = new EngineConnection();
	expect(isOpen(connection, 1, 0, 5)).toBe(true);
	expect(isOpen(connection, 2, 1, 5)).toBe(true);
});

test("one that ended before its first message does not count as lost for ever", () => {
	const connection = new EngineConnection();
	expect(isOpen(connection, 1, 2, 5)).toBe(false);
	expect(isOpen(connection, 2, 2, 5)).toBe(false);
	expect(isOpen(connection, 2, 2, 6)).toBe(true);
	expect(isOpen(connection, 2, 3, 9)).toBe(false);
	expect(isOpen(connection, 3, 3, 10)).toBe(true);
});

test("where Rivet does not count connections, nothing speaks against one", () => {
	expect(parseConnectionCounts("")).toBeNull();
	expect(parseConnectionCounts(metrics(1, 0, 0).replaceAll("session", "other"))).toBeNull();
	expect(new EngineConnection().isOpen(null)).toBe(true);
});
