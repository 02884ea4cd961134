import { describeNotes } from "../contract/noteContract.ts";
import { startRivetHarness } from "../contract/rivetHarness.ts";

describeNotes("over Rivet", startRivetHarness);
