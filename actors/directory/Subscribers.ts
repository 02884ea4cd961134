import type { DirectoryEvents, DirectoryPatch, Head } from "../../src/protocol/index.ts";
import type { AuthenticatedPerson } from "../access/identity.ts";

/** A lasting connection of a page to the directory. */
export interface DirectoryClient {
	/** Rivet's id of it. */
	readonly id: string;
	/** Whom it belongs to. */
	readonly person: AuthenticatedPerson;
	/** Sends an event to this connection alone. Never throws. */
	send<Name extends keyof DirectoryEvents>(name: Name, payload: DirectoryEvents[Name]): void;
}

/** What is known of a page that has opened a list. */
interface Subscriber {
	seq: number;
	/** The workspaces that it was sent: of another one it is not told that it is gone. */
	readonly shown: Set<string>;
}

interface SubscribersDeps {
	/** Of this start of the directory: numbers of another one mean nothing. */
	readonly epoch: number;
	clients(): readonly DirectoryClient[];
}

/** A page that is this far behind loads its list again instead. */
const MAX_PATCHES = 200;

/** The pages that have opened a list. Each has numbers of its own, because people do not see the same workspaces. */
export class Subscribers {
	readonly #deps: SubscribersDeps;
	readonly #subscribers = new Map<string, Subscriber>();

	constructor(deps: SubscribersDeps) {
		this.#deps = deps;
	}

	/** A page opens a list. What changes from now on is sent to it. */
	open(connectionId: string): Head {
		const subscriber = this.#subscribers.get(connectionId) ?? { seq: 0, shown: new Set() };
		this.#subscribers.set(connectionId, subscriber);
		return { epoch: this.#deps.epoch, seq: subscriber.seq };
	}

	/** A page was sent these workspaces. */
	markShown(connectionId: string, workspaceIds: readonly string[]): void {
		const shown = this.#subscribers.get(connectionId)?.shown;
		for (const id of workspaceIds) shown?.add(id);
	}

	close(connectionId: string): void {
		this.#subscribers.delete(connectionId);
	}

	get size(): number {
		return this.#subscribers.size;
	}

	/** The people who have a list open, each with their pages. */
	byPerson(): readonly { readonly person: AuthenticatedPerson; readonly clients: readonly DirectoryClient[] }[] {
		const open = this.#deps.clients().filter(({ id }) => this.#subscribers.has(id));
		const groups = Map.groupBy(open, ({ person }) => JSON.stringify([person.userId, person.role]));
		return [...groups.values()].flatMap((clients) => (clients[0] ? [{ person: clients[0].person, clients }] : []));
	}

	/** Sends what has changed for a person to one of their pages. */
	send({ id, send }: DirectoryClient, patches: readonly DirectoryPatch[]): void {
		const subscriber = this.#subscribers.get(id);
		if (!subscriber) return;
		const { shown } = subscriber;
		const news = patches.filter((patch) => patch.kind === "entry" || shown.delete(patch.workspaceId));
		if (news.length === 0) return;
		for (const patch of news) if (patch.kind === "entry") shown.add(patch.entry.workspaceId);
		subscriber.seq += 1;
		const head = { epoch: this.#deps.epoch, seq: subscriber.seq };
		// A number that the page does not have makes it load its list again.
		if (news.length > MAX_PATCHES) send("directory.head", head);
		else send("directory.patches", { ...head, patches: news });
	}

	/** A page has missed something: it loads its list again. */
	skip({ id, send }: DirectoryClient): void {
		const subscriber = this.#subscribers.get(id);
		if (!subscriber) return;
		subscriber.seq += 1;
		send("directory.head", { epoch: this.#deps.epoch, seq: subscriber.seq });
	}

	/** Tells every page the number of its last change; a page that has not opened a list since this start does so then. */
	announce(): void {
		const { epoch, clients } = this.#deps;
		for (const { id, send } of clients()) send("directory.head", { epoch, seq: this.#subscribers.get(id)?.seq ?? 0 });
	}
}
