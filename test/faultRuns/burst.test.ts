import { leavesNothing, testFaults } from "./testFaults.ts";

testFaults([{ kind: "burst", times: 1, seed: 1 }], leavesNothing);
