import { startMemoryHarness } from "../contract/memoryHarness.ts";
import { describeUnread } from "../contract/unreadContract.ts";

describeUnread("in memory", startMemoryHarness);
