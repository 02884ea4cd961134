import { createClient } from "rivetkit/client";
import { expectTypeOf, test } from "vitest";
import type { registry } from "../../actors/index.ts";
import type { Head, PatchBatch, PromptResponse, SessionInfo, SyncResponse } from "../../src/protocol/index.ts";

test("a client of the registry has typed actions and events by inference", () => {
	const describe = () => {
		const workspace = createClient<typeof registry>("http://127.0.0.1:1").workspace.getOrCreate(["acme/site"]);
		const connection = workspace.connect();
		connection.on("workspace.patches", (batch) => expectTypeOf(batch).toEqualTypeOf<PatchBatch>());
		connection.on("workspace.head", (head) => expectTypeOf(head).toEqualTypeOf<Head>());
		connection.on("chat.user", ({ userId }) => expectTypeOf(userId).toEqualTypeOf<string>());
		// @ts-expect-error An action takes what the protocol says.
		const wrong = () => workspace.prompt({ words: "Hello" });
		return { wrong, prompt: workspace.prompt, sync: connection.sync, info: workspace.getSessionInfo };
	};
	type Described = ReturnType<typeof describe>;
	expectTypeOf<Awaited<ReturnType<Described["prompt"]>>>().toEqualTypeOf<PromptResponse>();
	expectTypeOf<Awaited<ReturnType<Described["sync"]>>>().toEqualTypeOf<SyncResponse>();
	expectTypeOf<Awaited<ReturnType<Described["info"]>>>().toEqualTypeOf<SessionInfo>();
	expectTypeOf<Parameters<Described["prompt"]>[0]["text"]>().toEqualTypeOf<string>();
});
