import { startMemoryHarness } from "../contract/memoryHarness.ts";
import { describePresence } from "../contract/presenceContract.ts";

describePresence("in memory", startMemoryHarness);
