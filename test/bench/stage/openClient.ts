import type { Client } from "rivetkit/client";
import {
	type ConnectionListener,
	type ConnectWorkspace,
	createWorkspaceStore,
	type OwnPresence,
} from "../../../src/core/index.ts";
import { connectRivet } from "../../../src/rivet/index.ts";
import { Arrivals, GrowingText } from "./Arrivals.ts";
import type { BenchRegistry } from "./actors.ts";

/** The actors that are compared, by their names in the registry. */
export const CONTESTANTS = ["workspace", "guide", "floor"] as const;
export type Contestant = (typeof CONTESTANTS)[number];

/** What they are called in the tables. */
export const NAMES: Readonly<Record<Contestant, string>> = { workspace: "ours", guide: "guide", floor: "floor" };

/** Someone who has an actor open, with the client that belongs to it. */
export interface BenchClient {
	readonly arrivals: Arrivals;
	/** Sends a prompt, without waiting for its turn. */
	prompt(text: string): void;
	leave(): Promise<void>;
	/** Only of a store. */
	readonly updatePresence?: (presence: OwnPresence) => void;
}

interface Place {
	readonly client: Client<BenchRegistry>;
	readonly key: string;
	readonly userId: string;
}

export async function openClient(contestant: Contestant | "bare", place: Place): Promise<BenchClient> {
	return contestant === "workspace" ? await openStore(place) : await openConnection(contestant, place);
}

/** The complete path: a store that parses and reduces the workspace's patches. */
async function openStore({ client, key, userId }: Place): Promise<BenchClient> {
	const arrivals = new Arrivals();
	const texts = new Map<string, GrowingText>();
	const read = () => {
		const { items, itemIds } = store.get();
		for (const id of itemIds.slice(-3)) {
			const item = items.get(id);
			if (item?.kind !== "message") continue;
			const text = texts.get(id) ?? new GrowingText();
			texts.set(id, text);
			arrivals.receive(text.grow(item.text));
		}
	};
	const connect = connectRivet({ workspaceId: key, client, getParams: () => ({ userId }) });
	const store = createWorkspaceStore({ workspaceId: key, connect: observe(connect, arrivals, read), storage: null });
	const stop = store.start();
	const { promise, resolve } = Promise.withResolvers<void>();
	// What a sync has brought is noticed here.
	store.subscribe(() => {
		read();
		if (store.get().loaded) resolve();
	});
	await promise;
	return {
		arrivals,
		prompt: (text) => void store.prompt(text).catch(() => undefined),
		leave: async () => stop(),
		updatePresence: store.updatePresence,
	};
}

/** Counts events, and reads the store right after each: a store notifies its subscribers once per frame only. */
function observe(connect: ConnectWorkspace, arrivals: Arrivals, read: () => void): ConnectWorkspace {
	return (listener) => {
		const observed: ConnectionListener = {
			onOpen: () => listener.onOpen(),
			onLost: (error) => listener.onLost(error),
			onRefused: (error) => listener.onRefused(error),
			onPatches(batch) {
				arrivals.messages += 1;
				listener.onPatches(batch);
				read();
			},
			onHead(head) {
				arrivals.messages += 1;
				listener.onHead(head);
			},
			onPresence(change) {
				arrivals.messages += 1;
				listener.onPresence?.(change);
			},
		};
		return connect(observed);
	};
}

interface GuideEvent {
	readonly payload?: {
		readonly params?: { readonly update?: { readonly content?: { readonly text?: string } } };
	};
}

/** The guide's own client, and the floor's: a listener for what the actor broadcasts. */
async function openConnection(
	contestant: "guide" | "floor" | "bare",
	{ client, key, userId }: Place,
): Promise<BenchClient> {
	const connection = client[contestant].getOrCreate([key]).connect();
	connection.onError(() => undefined);
	const arrivals = new Arrivals();
	const receive = (text: string | undefined) => {
		arrivals.messages += 1;
		arrivals.receive(text ?? "");
	};
	connection.on("text", receive);
	// The guide's page shows these; the engine delivers only what a client listens to.
	connection.on("chat.user", () => undefined);
	connection.on("session.event", ({ payload }: GuideEvent) => receive(payload?.params?.update?.content?.text));
	await new Promise<void>((resolve) => {
		connection.onOpen(resolve);
	});
	return {
		arrivals,
		prompt: (text) => void connection.action({ name: "prompt", args: [{ userId, text }] }).catch(() => undefined),
		leave: () => connection.dispose(),
	};
}
