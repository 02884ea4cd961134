import { startRivetHarness } from "../contract/rivetHarness.ts";
import { describeSuggestions } from "../contract/suggestContract.ts";

describeSuggestions("over Rivet", startRivetHarness);
