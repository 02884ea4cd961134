import type { Clock } from "../platform/timing.ts";
import type { Observable } from "../state/observable.ts";
import type { ActorConnection, ConnectionListener } from "./workspaceConnection.ts";

/** The listener of a connection that is not the current one yet. */
export interface NextListener extends ConnectionListener {
	/** Makes the connection the current one. */
	takeOver(connection: ActorConnection): void;
	isCurrent(): boolean;
}

/** What a state says of this person's access. */
export interface AccessState {
	readonly self: { readonly expiresAt?: number | undefined } | null;
	readonly clockOffsetMs: number;
}

interface AccessRenewalDeps {
	readonly state: Pick<Observable<AccessState>, "get">;
	readonly connect: (listener: ConnectionListener) => ActorConnection;
	readonly clock: Clock;
	/** How long before the end a new connection is opened, at most half of the time that is left. */
	readonly leadMs: number;
	createListener(): NextListener;
}

/** Longer waits are not possible with `setTimeout`. */
const MAX_WAIT_MS = 2_147_483_647;

/** With less there is no time for another attempt. */
const MIN_LEFT_MS = 250;

/**
 * Renews this person's access before it ends. The workspace asks who somebody is when they connect, so a second
 * connection is opened beside the first and takes its place: nobody sees a gap. If it is refused or lost, the first one
 * stays until the workspace closes it, and another attempt follows while there is time.
 */
export class AccessRenewal {
	readonly #deps: AccessRenewalDeps;
	#cancelTimer = () => {};
	#pending: ActorConnection | null = null;

	constructor(deps: AccessRenewalDeps) {
		this.#deps = deps;
	}

	/** Waits until the access that the state tells of has to be renewed. */
	schedule(): void {
		this.cancel();
		const { state, clock, leadMs } = this.#deps;
		const { self, clockOffsetMs } = state.get();
		if (self?.expiresAt === undefined) return;
		const leftMs = self.expiresAt - clock.now() - clockOffsetMs;
		if (leftMs < MIN_LEFT_MS) return;
		const waitMs = leftMs - Math.min(leadMs, leftMs / 2);
		const proceed = () => (waitMs > MAX_WAIT_MS ? this.schedule() : this.#renew());
		this.#cancelTimer = clock.setTimer(proceed, Math.min(waitMs, MAX_WAIT_MS));
	}

	cancel(): void {
		this.#cancelTimer();
		this.#pending?.close();
		this.#pending = null;
	}

	#renew(): void {
		const listener = this.#deps.createListener();
		const connection = this.#deps.connect({
			...listener,
			onOpen: () => {
				if (connection !== this.#pending) return;
				this.#pending = null;
				listener.takeOver(connection);
				listener.onOpen();
			},
			onLost: (error) => (listener.isCurrent() ? listener.onLost(error) : this.schedule()),
			onRefused: (error) => (listener.isCurrent() ? listener.onRefused(error) : this.schedule()),
		});
		this.#pending = connection;
	}
}
