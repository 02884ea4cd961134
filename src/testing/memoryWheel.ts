import type { Clock } from "../core/platform/timing.ts";
import type { Person, Wheel, WheelChangedEvent } from "../protocol/index.ts";
import { type Absences, followAbsences } from "../rules/absences.ts";
import { type Requester, toPerson } from "../rules/access.ts";
import type { RoleLookup } from "../rules/KnownRoles.ts";
import type { AccessTable } from "../rules/oversight.ts";
import { currentWheel, endWheel, peopleOfWheel, reviewWheel, type takeWheel } from "../rules/wheel.ts";
import { DEFAULT_SESSION, type MemoryWorkspaceState } from "./memoryWorkspaceState.ts";

interface MemoryWheelDeps {
	readonly workspaceState: MemoryWorkspaceState;
	readonly clock: Clock;
	readonly createId: (prefix: string) => string;
	readonly access: AccessTable;
	readonly roleOf: RoleLookup;
}

/** Who has the wheel of an in-memory workspace. */
export class MemoryWheel {
	readonly #deps: MemoryWheelDeps;
	#absences: Absences = new Map();
	/** What the last watch has seen. */
	#seen: { readonly participants: unknown; readonly wheel: unknown } = { participants: null, wheel: null };
	#cancel = () => {};

	constructor(deps: MemoryWheelDeps) {
		this.#deps = deps;
		deps.workspaceState.subscribeSync((state) => {
			if (state.participants !== this.#seen.participants || state.session?.wheel !== this.#seen.wheel) this.review();
		});
		this.review();
	}

	/** Null while nobody has it. */
	current(): Wheel | null {
		const { workspaceState, clock } = this.#deps;
		return currentWheel(workspaceState.get().session ?? DEFAULT_SESSION, clock.now());
	}

	/** Does with the wheel what a rule says. */
	change<Response>(
		by: Requester,
		decide: (
			wheel: Wheel | null,
			context: Parameters<typeof takeWheel>[2],
		) => { readonly wheel?: Wheel | null; readonly event?: WheelChangedEvent; readonly response: Response },
	): Response {
		const { workspaceState, clock, access } = this.#deps;
		const { participants } = workspaceState.get();
		const { wheel, event, response } = decide(this.current(), { by, now: clock.now(), access, participants });
		if (wheel !== undefined) this.#store(toPerson(by), wheel, event);
		return response;
	}

	#store(by: Person | null, wheel: Wheel | null, event: WheelChangedEvent | undefined): void {
		const { workspaceState, clock, createId } = this.#deps;
		const turnId = workspaceState.get().turn?.id ?? null;
		const said = () => ({ kind: "event", id: createId("event"), turnId, createdAt: clock.now(), by }) as const;
		workspaceState.apply([
			{ kind: "session", change: { wheel } },
			...(event ? [{ kind: "item" as const, item: { ...said(), event } }] : []),
		]);
	}

	/** Takes it from whoever may not have it any more, and waits for its end. Call it when somebody's role or access changes. */
	review(): void {
		const { workspaceState, clock, access, roleOf } = this.#deps;
		const { session, participants } = workspaceState.get();
		const wheel = session?.wheel;
		this.#seen = { participants, wheel };
		this.#cancel();
		if (!wheel) return;
		const now = clock.now();
		this.#absences = followAbsences(this.#absences, peopleOfWheel(wheel), { participants, now });
		const reviewed = reviewWheel(wheel, { participants, absences: this.#absences, access, roleOf, now });
		if ("ends" in reviewed) {
			const { event, ...ended } = endWheel(wheel, reviewed.ends);
			this.#store(null, ended.wheel, event);
		} else if (reviewed.wheel !== wheel) this.#store(null, reviewed.wheel, undefined);
		else this.#cancel = clock.setTimer(() => this.review(), reviewed.inMs);
	}
}
