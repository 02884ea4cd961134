import { describeAccess } from "../contract/accessContract.ts";
import { startRivetHarness } from "../contract/rivetHarness.ts";

describeAccess("over Rivet", startRivetHarness);
