import { describeOversight } from "../contract/oversightContract.ts";
import { startRivetHarness } from "../contract/rivetHarness.ts";

describeOversight("over Rivet", startRivetHarness);
