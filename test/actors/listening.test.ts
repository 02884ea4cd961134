import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "../../src/protocol/index.ts";
import { fromRivetError } from "../../src/rivet/rivetErrors.ts";
import { endedPrompt } from "../harness/seenWorkspace.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

const EVENTS = ["workspace.patches", "workspace.head", "workspace.destroyed", "chat.user", "session.event"] as const;

let server: WorkspaceServer;
beforeAll(async () => {
	server = await startWorkspaceServer({
		authenticate: ({ params }) => ({ userId: "ben", name: "Ben", ...(params as { readonly role: Role }) }),
		access: { sync: "editor" },
	});
});
afterAll(() => server.stop());

function listenAs(role: Role, names: readonly (typeof EVENTS)[number][]): ReadonlySet<string> {
	const connection = server.client().workspace.getOrCreate(["strict"], { params: { role } }).connect();
	const received = new Set<string>();
	connection.onError((error) => received.add(fromRivetError(error).code));
	for (const name of names) connection.on(name, () => received.add(name));
	return received;
}

test("a person who may not read receives no events, except that the workspace was destroyed", async () => {
	const owner = await server.join("strict", { role: "owner" });
	const viewers = EVENTS.filter((name) => name !== "workspace.destroyed").map((name) => listenAs("viewer", [name]));
	const [editor, waiting] = [listenAs("editor", EVENTS), listenAs("viewer", ["workspace.destroyed"])];
	await waitFor(() => viewers.every((received) => received.has("forbidden")), "the viewers to be refused");

	const { promptId } = await owner.workspace.prompt({ text: "help" });
	await owner.until((seen) => endedPrompt(seen, promptId), "the turn to end");
	await owner.workspace.destroyWorkspace({ clientId: "end" });

	await waitFor(() => editor.size === EVENTS.length, "the editor to receive all events");
	await waitFor(() => waiting.has("workspace.destroyed"), "the viewer to learn that it was destroyed");
	// A connection that was refused tries again, and after the end another error may answer it.
	for (const received of viewers) expect(EVENTS.filter((name) => received.has(name))).toEqual([]);
});
