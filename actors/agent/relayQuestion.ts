import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { Questions } from "../questions/Questions.ts";
import type { AgentQuestion } from "../session/agentSession.ts";
import type { Projector } from "./Projector.ts";

interface RelayQuestionDeps {
	readonly projector: Pick<Projector, "projectQuestion">;
	readonly questions: Pick<Questions, "ask">;
	readonly log: WorkspaceLog;
}

/** Asks people what the agent asks. Never rejects. */
export async function relayQuestion(
	asked: AgentQuestion,
	{ projector, questions, log }: RelayQuestionDeps,
): Promise<void> {
	try {
		const { question, elicitationId } = projector.projectQuestion(asked.request);
		if (question) await questions.ask(question, asked, { elicitationId });
		else await asked.refuse();
	} catch (error) {
		log("error", "question_not_stored", { error });
	}
}
