import { describeConnection } from "../contract/connectionContract.ts";
import { startRivetHarness } from "../contract/rivetHarness.ts";

describeConnection("over Rivet", startRivetHarness);
