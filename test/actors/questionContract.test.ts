import { describeQuestions } from "../contract/questionContract.ts";
import { startRivetHarness } from "../contract/rivetHarness.ts";

describeQuestions("over Rivet", startRivetHarness);
