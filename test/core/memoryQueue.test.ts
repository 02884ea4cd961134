import { startMemoryHarness } from "../contract/memoryHarness.ts";
import { describeQueue } from "../contract/queueContract.ts";

describeQueue("in memory", startMemoryHarness);
