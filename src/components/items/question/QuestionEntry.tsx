"use client";
import type { QuestionItem } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceSelector } from "../../../react/store.tsx";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { Avatar } from "../../primitives/Avatar.tsx";
import { revealCharacters, revealInProse } from "../../primitives/hiddenText.ts";
import { Icon } from "../../primitives/Icon.tsx";
import { LoadFullItem } from "../../primitives/LoadFullItem.tsx";
import { partClassName } from "../../primitives/partStyle.ts";
import { RevealedText } from "../../primitives/RevealedText.tsx";
import { Ago } from "../../primitives/Time.tsx";
import { UntrustedLink } from "../../primitives/UntrustedLink.tsx";
import { useComponents } from "../../slots/ComponentsProvider.tsx";
import type { QuestionEntryProps } from "../../slots/partProps.ts";
import { answerTexts, questionOutcome } from "./questionTexts.ts";

/** How a question ended, and when. */
function QuestionOutcome({ item }: Pick<QuestionEntryProps, "item">) {
	const labels = useLabels();
	const { state } = item;
	if (state.status === "pending") {
		return (
			<span className="wsc-question-outcome" data-status={state.status}>
				{labels.waitingForAnswer}
			</span>
		);
	}
	return (
		<span className="wsc-question-outcome" data-status={state.status}>
			{"by" in state && state.by && <Avatar person={state.by} />}
			<span>
				<span>{`${revealCharacters(questionOutcome(item, labels))} · `}</span>
				<Ago at={state.status === "cancelled" ? state.cancelledAt : state.answeredAt} />
			</span>
		</span>
	);
}

/** The address of a page. Whoever has opened it can do so again, until the agent says that they are done. */
function PageAddress({ item }: Pick<QuestionEntryProps, "item">) {
	const { request, state } = item;
	const self = useOptionalWorkspaceSelector((workspace) => workspace.self?.userId);
	if (request.type !== "url") return null;
	const text = (
		<bdi className="wsc-question-address" translate="no">
			<RevealedText text={request.url} />
		</bdi>
	);
	const isTheirs = state.status === "answered" && state.completedAt === undefined && state.by.userId === self;
	if (!isTheirs) return text;
	return (
		<UntrustedLink href={request.url} refused={text} className="wsc-link">
			{text}
		</UntrustedLink>
	);
}

/**
 * A question of the agent with its answer, and who gave it.
 *
 * Data attributes: `data-status` (`pending`, `answered`, `declined`, `cancelled`).
 */
export function QuestionEntry({ item, className }: QuestionEntryProps) {
	const labels = useLabels();
	const answers = answerTexts(item, labels);
	const isEmpty = item.state.status === "answered" && item.request.type === "form" && item.request.fields.length > 0;
	return (
		<section className={partClassName("wsc-question-entry", className)} data-status={item.state.status}>
			<div className="wsc-question-line">
				<Icon name="question" />
				<p className="wsc-question-message" dir="auto">
					{revealInProse(item.message)}
				</p>
			</div>
			{item.state.status !== "pending" && <PageAddress item={item} />}
			{answers.length > 0 && (
				<dl className="wsc-question-answers">
					{answers.map(({ title, text }, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: titles are not unique.
						<div key={index} className="wsc-question-answer">
							{title !== null && (
								<dt className="wsc-question-term" dir="auto">
									{revealInProse(title)}
								</dt>
							)}
							<dd className="wsc-question-value" dir="auto">
								{revealInProse(text)}
							</dd>
						</div>
					))}
				</dl>
			)}
			{isEmpty && answers.length === 0 && <p className="wsc-faint">{labels.questionEmptyAnswer}</p>}
			<LoadFullItem item={item} />
			<QuestionOutcome item={item} />
		</section>
	);
}

function QuestionView({ item }: ItemViewProps<QuestionItem>) {
	const { Question: Part = QuestionEntry } = useComponents();
	return <Part item={item} />;
}

export const questionKind: ItemKind<QuestionItem> = {
	View: QuestionView,
	name: ({ message }) => message,
	estimateHeight: () => 72,
	isFromAgent: true,
};
