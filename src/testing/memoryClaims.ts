import type { Clock } from "../core/platform/timing.ts";
import { type Absences, followAbsences } from "../rules/absences.ts";
import { claimants, reviewClaims } from "../rules/claims.ts";
import type { RoleLookup } from "../rules/KnownRoles.ts";
import type { AccessTable } from "../rules/oversight.ts";
import type { MemoryWorkspaceState } from "./memoryWorkspaceState.ts";

interface MemoryClaimsDeps {
	readonly workspaceState: MemoryWorkspaceState;
	readonly clock: Clock;
	readonly access: AccessTable;
	readonly roleOf: RoleLookup;
}

/** Ends the claims of an in-memory workspace whose people have gone. */
export class MemoryClaims {
	readonly #deps: MemoryClaimsDeps;
	#absences: Absences = new Map();
	/** What the last review has seen. */
	#seen: readonly unknown[] = [];
	#cancel = () => {};

	constructor(deps: MemoryClaimsDeps) {
		this.#deps = deps;
		deps.workspaceState.subscribeSync(({ participants, approvals, questions }) => {
			const [people, asked, open] = this.#seen;
			if (participants !== people || approvals !== asked || questions !== open) this.review();
		});
	}

	/** Call it when somebody's role or access changes, too. */
	review(): void {
		const { workspaceState, clock, access, roleOf } = this.#deps;
		const { participants, approvals, questions } = workspaceState.get();
		this.#seen = [participants, approvals, questions];
		this.#cancel();
		const asked = [...approvals, ...questions];
		const now = clock.now();
		this.#absences = followAbsences(this.#absences, claimants(asked), { participants, now });
		const watch = { participants, absences: this.#absences, access, roleOf, now };
		const { released, inMs } = reviewClaims(asked, watch);
		if (released.length > 0) workspaceState.apply(released.map((item) => ({ kind: "item", item })));
		else if (inMs !== Number.POSITIVE_INFINITY) this.#cancel = clock.setTimer(() => this.review(), inMs);
	}
}
