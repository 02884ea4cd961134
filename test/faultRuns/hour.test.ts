import { leavesNothing, testFaults } from "./testFaults.ts";

testFaults([{ kind: "hour", times: 4, seed: 1 }], leavesNothing);
