import { testFaults } from "./testFaults.ts";

testFaults([{ kind: "inputs", times: 550, seed: 1 }]);
