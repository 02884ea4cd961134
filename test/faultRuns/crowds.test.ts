import { leavesNothing, testFaults } from "./testFaults.ts";

testFaults(
	[
		{ kind: "burst", times: 1, seed: 1 },
		{ kind: "hour", times: 4, seed: 1 },
	],
	leavesNothing,
);
