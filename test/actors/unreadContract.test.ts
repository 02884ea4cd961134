import { startRivetHarness } from "../contract/rivetHarness.ts";
import { describeUnread } from "../contract/unreadContract.ts";

describeUnread("over Rivet", startRivetHarness);
