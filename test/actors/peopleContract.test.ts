import { describePeople } from "../contract/peopleContract.ts";
import { startRivetHarness } from "../contract/rivetHarness.ts";

describePeople("over Rivet", startRivetHarness);
