import { testFaults } from "./testFaults.ts";

testFaults([{ kind: "engine", times: 1, seed: 1 }]);
