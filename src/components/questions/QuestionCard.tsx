"use client";

import { type FormEvent, type ReactNode, useContext, useEffect, useId, useRef } from "react";
import { isAtLeastRole, type QuestionItem, type QuestionRequest } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useParticipants, useSelf, useSession } from "../../react/state.ts";
import { useWorkspaceSelector } from "../../react/store.tsx";
import { type AnswerQuestionState, useAnswerQuestion } from "../../react/useAnswerQuestion.ts";
import { asksForSecret } from "../../rules/answers.ts";
import { isWebAddress } from "../../rules/questions.ts";
import { ClaimLine } from "../approvals/ClaimLine.tsx";
import { isNote } from "../items/question/questionTexts.ts";
import { Onlookers } from "../presence/Readers.tsx";
import { usePointingAt } from "../presence/usePointingAt.ts";
import { AnswerError } from "../primitives/AnswerError.tsx";
import { Button } from "../primitives/Button.tsx";
import { formatJson } from "../primitives/displayText.ts";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { Icon } from "../primitives/Icon.tsx";
import { LoadFullItem } from "../primitives/LoadFullItem.tsx";
import { Preformatted } from "../primitives/Preformatted.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { RevealedText } from "../primitives/RevealedText.tsx";
import { Countdown, Elapsed } from "../primitives/Time.tsx";
import { UntrustedLink } from "../primitives/UntrustedLink.tsx";
import { UrlPolicyContext } from "../primitives/UrlPolicyContext.ts";
import type { UrlPolicy } from "../primitives/urlPolicy.ts";
import { useSettled } from "../primitives/useSettled.ts";
import { QuestionFieldView } from "./QuestionFields.tsx";
import { useQuestionForm } from "./useQuestionForm.ts";

type RequestOf<Type extends QuestionRequest["type"]> = Extract<QuestionRequest, { type: Type }>;

/** For those who may not answer: who is waited for. */
function QuestionWaiting() {
	const labels = useLabels();
	const role = useWorkspaceSelector((state) => state.questionRole);
	const self = useSelf();
	const people = useParticipants();
	if (!role) return null;
	const waited = people.filter((person) => person.userId !== self?.userId && isAtLeastRole(person.role, role));
	const text = labels.questionWaiting(
		waited.map(({ name }) => name),
		role,
	);
	return <p className="wsc-question-terms">{text}</p>;
}

interface QuestionActionsProps {
	readonly item: QuestionItem;
	readonly answer: AnswerQuestionState;
	readonly isSettled: boolean;
	/** The button that accepts; null if that is not possible. */
	readonly children: ReactNode;
}

/** Who takes care of a question and who looks at it, what can be done with it, and why that failed. */
function QuestionActions({ item, answer, isSettled, children }: QuestionActionsProps) {
	return (
		<>
			<div className="wsc-question-people">
				<ClaimLine item={item} />
				<Onlookers itemId={item.id} without={item.claim?.by.userId} />
			</div>
			{answer.canAnswer ? <QuestionButtons {...{ answer, isSettled, children }} /> : <QuestionWaiting />}
		</>
	);
}

function QuestionButtons({ answer, isSettled, children }: Omit<QuestionActionsProps, "item">) {
	const labels = useLabels();
	const isDisabled = answer.pending || !isSettled;
	const run = (action: "decline" | "cancel") => {
		if (!isDisabled) answer.run({ action });
	};
	return (
		<>
			<div className="wsc-question-actions">
				{children}
				<div className="wsc-question-refusals">
					{/* Not `disabled`, which would take the focus away. */}
					<Button aria-disabled={isDisabled || undefined} onClick={() => run("decline")}>
						{labels.questionDecline}
					</Button>
					<Button
						variant="quiet"
						className="wsc-question-dismiss"
						aria-disabled={isDisabled || undefined}
						onClick={() => run("cancel")}
					>
						{labels.questionDismiss}
					</Button>
				</div>
			</div>
			<AnswerError answer={answer} />
		</>
	);
}

interface QuestionBodyProps<Type extends QuestionRequest["type"]> {
	readonly item: QuestionItem;
	readonly request: RequestOf<Type>;
	readonly answer: AnswerQuestionState;
	readonly isSettled: boolean;
}

function QuestionForm({ item, request, answer, isSettled }: QuestionBodyProps<"form">) {
	const labels = useLabels();
	const { fields } = request;
	const form = useQuestionForm(item, fields);
	const element = useRef<HTMLFormElement>(null);
	const isTyped = fields.some(({ type }) => type === "text");
	const isDisabled = answer.pending || !isSettled;
	const handleSubmit = (event: FormEvent) => {
		event.preventDefault();
		if (isDisabled || item.truncated) return;
		const values = form.submit(({ name }) => {
			const index = fields.findIndex((field) => field.name === name);
			const field = element.current?.querySelectorAll<HTMLElement>("[data-field]")[index];
			field?.querySelector<HTMLElement>("input, textarea, select")?.focus();
		});
		if (values) answer.run({ action: "accept", answer: values });
	};
	return (
		<form ref={element} className="wsc-question-form" noValidate onSubmit={handleSubmit}>
			<div className="wsc-question-fields">
				<FormHeading request={request} />
				{fields.map((field) => (
					<div key={field.name} data-field={field.type} className="wsc-question-slot">
						<QuestionFieldView
							field={field}
							fields={fields}
							form={form}
							message={item.message}
							isDisabled={!answer.canAnswer}
						/>
					</div>
				))}
				<LoadFullItem item={item} />
			</div>
			<div className="wsc-question-foot">
				{isTyped && answer.canAnswer && <FormNote isSecret={fields.some(asksForSecret)} />}
				<QuestionActions item={item} answer={answer} isSettled={isSettled}>
					{!item.truncated && (
						<Button type="submit" variant="primary" aria-disabled={isDisabled || undefined}>
							{labels.questionSend[fields.some((field) => !isNote(field)) ? "answer" : "confirm"]}
						</Button>
					)}
				</QuestionActions>
			</div>
		</form>
	);
}

/** What the agent calls the form. */
function FormHeading({ request: { title, description } }: Pick<QuestionBodyProps<"form">, "request">) {
	if (title === undefined && description === undefined) return null;
	return (
		<div className="wsc-question-intro">
			{title !== undefined && (
				<p className="wsc-question-heading" dir="auto">
					<RevealedText text={title} />
				</p>
			)}
			{description !== undefined && (
				<p className="wsc-question-description" dir="auto">
					<RevealedText text={description} />
				</p>
			)}
		</div>
	);
}

/** Who reads what people type. No form may ask for a secret. */
function FormNote({ isSecret }: { readonly isSecret: boolean }) {
	const labels = useLabels();
	if (!isSecret) return <p className="wsc-question-terms">{labels.questionIsPublic}</p>;
	return (
		<p className="wsc-question-warning">
			<Icon name="warning" />
			<span>{labels.questionAsksForSecret}</span>
		</p>
	);
}

/** What is to be known about an address before it is opened. */
function pageWarning(url: string, policy: UrlPolicy): "insecure" | "foreign" | "refused" | null {
	if (!isWebAddress(url) || policy.link(url) === null) return "refused";
	const { protocol, host, hostname } = new URL(url);
	if (/(^|\.)xn--/.test(host)) return "foreign";
	const isLocal = hostname === "localhost" || hostname.startsWith("127.") || hostname === "[::1]";
	return protocol === "http:" && !isLocal ? "insecure" : null;
}

function QuestionPage({ item, request: { url }, answer, isSettled }: QuestionBodyProps<"url">) {
	const labels = useLabels();
	const warning = pageWarning(url, useContext(UrlPolicyContext));
	const host = URL.parse(url)?.host ?? "";
	const mayOpen = isSettled && !answer.pending && !item.truncated;
	return (
		<div className="wsc-question-form">
			<div className="wsc-question-fields">
				<p className="wsc-question-page" translate="no" dir="ltr">
					<RevealedText text={url} />
				</p>
				{warning && (
					<p className="wsc-question-warning">
						<Icon name="warning" />
						<span>{labels.questionPageWarning[warning]}</span>
					</p>
				)}
				<LoadFullItem item={item} />
			</div>
			<div className="wsc-question-foot">
				<QuestionActions item={item} answer={answer} isSettled={isSettled}>
					{warning !== "refused" && (
						<UntrustedLink
							href={url}
							className="wsc-button"
							refused={null}
							data-variant="primary"
							aria-disabled={!mayOpen || undefined}
							onClick={(event) => {
								// The page opens by the link itself: no blocker of windows stands in the way.
								if (mayOpen) answer.run({ action: "accept" });
								else event.preventDefault();
							}}
						>
							{labels.questionOpen(host)}
						</UntrustedLink>
					)}
				</QuestionActions>
			</div>
		</div>
	);
}

function UnknownQuestion({ item, request, answer, isSettled }: QuestionBodyProps<"unknown">) {
	const labels = useLabels();
	return (
		<div className="wsc-question-form">
			<div className="wsc-question-fields">
				<p className="wsc-question-warning">
					<Icon name="warning" />
					<span>{labels.questionUnknown}</span>
				</p>
				<Preformatted text={formatJson(request.value)} revealsAll />
			</div>
			<div className="wsc-question-foot">
				<QuestionActions item={item} answer={answer} isSettled={isSettled}>
					{null}
				</QuestionActions>
			</div>
		</div>
	);
}

function QuestionBody({ item }: Pick<QuestionBodyProps<"form">, "item">) {
	const { request } = item;
	const props = { item, answer: useAnswerQuestion(item), isSettled: useSettled(item.id) };
	const ref = useMoveFocusOnUnmount<HTMLDivElement>((part, isTyping) =>
		isTyping ? null : part.closest<HTMLElement>(".wsc-question"),
	);
	useEffect(() => {
		// The question before had the focus: it goes on in this one.
		const card = ref.current?.closest(".wsc-question");
		if (card === document.activeElement) {
			const fields = [...(ref.current?.querySelectorAll<HTMLElement>("input, textarea, select, a, button") ?? [])];
			fields.find((field) => !field.closest(".wsc-question-people"))?.focus({ preventScroll: true });
		}
	}, [ref]);
	return (
		<div ref={ref} className="wsc-question-body" data-settling={!props.isSettled || undefined}>
			{request.type === "form" && <QuestionForm {...props} request={request} />}
			{request.type === "url" && <QuestionPage {...props} request={request} />}
			{request.type === "unknown" && <UnknownQuestion {...props} request={request} />}
		</div>
	);
}

/** The props of `<QuestionCard>`. */
export interface QuestionCardProps {
	/** A pending one. */
	readonly item: QuestionItem;
	/** The `id` of the card's element, for `aria-controls` of a tab. Default: none. */
	readonly id?: string | undefined;
	/** The tab that selects it, if there are several. */
	readonly tabId?: string | undefined;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/**
 * A question that the agent waits for, with the form that it wants filled in or the page that it wants visited. What was
 * typed survives a reload. Enter sends the form. Neither keys nor clicks count in the first half second.
 */
export function QuestionCard({ item, id, tabId, className }: QuestionCardProps) {
	const labels = useLabels();
	const agent = useSession()?.agent ?? "";
	const titleId = useId();
	const ref = useMoveFocusOnUnmount<HTMLElement>();
	usePointingAt(ref, item.id);
	return (
		<section
			ref={ref}
			className={partClassName("wsc-question", className)}
			id={id}
			role={tabId && "tabpanel"}
			aria-labelledby={tabId ? `${titleId} ${tabId}` : titleId}
			tabIndex={-1}
			data-request={item.request.type}
		>
			<div className="wsc-question-head">
				<Icon name="question" />
				<span id={titleId} className="wsc-question-name">
					{labels.questionAsked(labels.agentName(agent))}
				</span>
				{item.expiresAt === undefined ? (
					<Elapsed since={item.createdAt} />
				) : (
					<span className="wsc-question-expiry">
						<Countdown until={item.expiresAt} format={labels.approvalExpires} />
					</span>
				)}
			</div>
			<p className="wsc-question-ask" dir="auto">
				<RevealedText text={item.message} />
			</p>
			{/* Keyed, so that a click never lands on a question that has just replaced the one it was meant for. */}
			<QuestionBody key={item.id} item={item} />
		</section>
	);
}
