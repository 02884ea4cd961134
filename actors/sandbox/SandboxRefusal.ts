import type { Problem } from "../session/parseProblem.ts";

/** The sandbox-agent server has understood a request and said no. */
export class SandboxApiError extends Error {
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.detail);
		this.name = "SandboxRefusal";
		this.problem = problem;
	}
}
