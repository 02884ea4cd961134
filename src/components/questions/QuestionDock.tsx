"use client";

import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useQuestions } from "../../react/state.ts";
import { truncateWithEllipsis } from "../../rules/truncateText.ts";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { RequestTabs, useRequestSelection } from "../primitives/RequestTabs.tsx";
import type { QuestionDockProps } from "../slots/partProps.ts";
import { QuestionCard } from "./QuestionCard.tsx";

/** The tab tells a question from others; the card has all of it. */
const MAX_NAME_LENGTH = 200;

/**
 * The questions of the agent that wait for an answer, below the timeline so that nobody scrolls past them: the oldest or
 * the selected one in full, and the beginnings of all.
 */
export function QuestionDock({ className }: QuestionDockProps) {
	const labels = useLabels();
	const questions = useQuestions();
	const { shown, id, tabId, select } = useRequestSelection(questions);
	return (
		<>
			{/* Always rendered: a live region that is inserted with its text is not announced. */}
			<span className="wsc-hidden" role="status">
				{questions.length > 0 && <span>{labels.questionsPending(questions.length)}</span>}
			</span>
			{shown && (
				<div className={partClassName("wsc-question-dock", className)}>
					<QuestionCard item={shown} id={id} tabId={tabId} />
					{tabId && (
						<RequestTabs
							id={id}
							title={labels.questionsPending(questions.length)}
							items={questions}
							selected={shown}
							onSelect={select}
						>
							{({ message }) => (
								<>
									<Icon name="question" />
									<bdi className="wsc-row-title">
										{revealCharacters(truncateWithEllipsis(message, MAX_NAME_LENGTH))}
									</bdi>
								</>
							)}
						</RequestTabs>
					)}
				</div>
			)}
		</>
	);
}
