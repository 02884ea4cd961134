import { expect, test } from "vitest";
import { createWorkspaceLog } from "../../actors/log/workspaceLog.ts";

const DISK_FULL = new Error("The disk is full.");

function openLog(onLog: () => unknown) {
	const entries: object[] = [];
	const logger = { info: (entry: object) => entries.push(entry), warn() {}, error() {} };
	return { entries, log: createWorkspaceLog("acme/site", logger, onLog) };
}

test.each([
	[
		"throws",
		() => {
			throw DISK_FULL;
		},
	],
	["rejects", () => Promise.reject(DISK_FULL)],
])("a line for which `onLog` %s goes to Rivet's logger, with the error", async (_how, onLog) => {
	const { entries, log } = openLog(onLog);
	log("info", "turn_ended", { turnId: "turn-1" });
	await Promise.resolve();
	const line = { msg: "turn_ended", workspaceId: "acme/site", turnId: "turn-1" };
	expect(entries).toEqual([{ ...line, onLogError: "Error: The disk is full." }]);
});

test("does not throw when Rivet's logger fails as well", () => {
	const fail = () => {
		throw DISK_FULL;
	};
	const log = createWorkspaceLog("acme/site", { info: fail, warn: fail, error: fail }, fail);
	expect(() => log("info", "turn_ended")).not.toThrow();
});
