import { startMemoryHarness } from "../contract/memoryHarness.ts";
import { describeOversight } from "../contract/oversightContract.ts";

describeOversight("in memory", startMemoryHarness);
