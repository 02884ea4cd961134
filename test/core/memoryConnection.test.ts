import { describeConnection } from "../contract/connectionContract.ts";
import { startMemoryHarness } from "../contract/memoryHarness.ts";

describeConnection("in memory", startMemoryHarness);
