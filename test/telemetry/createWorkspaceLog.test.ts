import { expect, test } from "vitest";
import { createWorkspaceLog } from "../../actors/log/workspaceLog.ts";

const DISK_FULL = new Error("The disk is full.");

function openLog(onLog: () => unknown) {
	const told: object[] = [];
	const logger = { info: (entry: object) => told.push(entry), warn() {}, error() {} };
	return { told, log: createWorkspaceLog("acme/site", logger, onLog) };
}

test.each([
	[
		"throws",
		() => {
			throw DISK_FULL;
		},
	],
	["rejects", () => Promise.reject(DISK_FULL)],
])("a line that `onLog` %s on goes to Rivet's logger, with why", async (_how, onLog) => {
	const { told, log } = openLog(onLog);
	log("info", "turn_ended", { turnId: "turn-1" });
	await Promise.resolve();
	const line = { msg: "turn_ended", workspaceId: "acme/site", turnId: "turn-1" };
	expect(told).toEqual([{ ...line, onLogError: "Error: The disk is full." }]);
});

test("nothing comes of it when Rivet's logger fails as well", () => {
	const fail = () => {
		throw DISK_FULL;
	};
	const log = createWorkspaceLog("acme/site", { info: fail, warn: fail, error: fail }, fail);
	expect(() => log("info", "turn_ended")).not.toThrow();
});
