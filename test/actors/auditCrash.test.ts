import { afterAll, beforeAll, expect, test } from "vitest";
import { WorkspaceAdmin } from "../../actors/admin/WorkspaceAdmin.ts";
import { verifyAuditLog } from "../../actors/audit/auditLines.ts";
import { CrashStage } from "../harness/CrashStage.ts";

let stage: CrashStage;
let admin: WorkspaceAdmin;

const KEY = "of-the-host's-own-programs-1234567890";

beforeAll(async () => {
	stage = await CrashStage.open({ environment: { TEST_ADMIN_KEY: KEY } });
	admin = new WorkspaceAdmin({ adminKey: KEY, endpoint: stage.engine.endpoint });
});
afterAll(async () => {
	await admin?.dispose();
	await stage?.close();
});

test("after kill -9 every act that was accepted is in the audit log, once, and the chain is whole", async () => {
	const ada = await stage.join("audited");
	await ada.until(({ session }) => session.state.status === "ready", "the agent to be ready");
	await ada.until(({ session }) => session.configOptions.some(({ id }) => id === "model"), "the settings");
	await ada.workspace.setConfigOption({ clientId: "model", configId: "model", value: "steady" });
	const { promptId } = await ada.workspace.prompt({ clientId: "first", text: "permission" });
	await ada.workspace.prompt({ clientId: "second", text: "help" });

	await stage.kill();
	stage.start();
	const back = await stage.join("audited");

	await back.workspace.prompt({ clientId: "second", text: "help" });
	await back.workspace.prompt({ clientId: "third", text: "help" });
	const { entries } = await back.workspace.getAuditLog({ limit: 200, filter: { userId: "ada" } });
	const acts = entries.filter(({ outcome }) => outcome === "done").map(({ action }) => action);
	expect(acts.reverse()).toEqual(["setConfigOption", "prompt", "prompt", "prompt"]);
	expect(entries.some(({ target }) => target === promptId)).toBe(true);
	expect(await verifyAuditLog(admin.exportAuditLog("audited"))).toMatchObject({ problem: null });
});
