import { testFaults } from "./testFaults.ts";

testFaults([
	{ kind: "actor", times: 1, seed: 1 },
	{ kind: "sandbox", times: 3, seed: 1 },
	{ kind: "agent", times: 3, seed: 1 },
	{ kind: "proxy", times: 4, seed: 3 },
]);
