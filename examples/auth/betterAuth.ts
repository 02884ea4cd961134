// People come with the session of Better Auth, which reads it from the cookies of the request by itself.
import type { betterAuth } from "better-auth";
import { createWorkspace, forbidden, local, type Role } from "workspace-chat/actors";

type Auth = Pick<ReturnType<typeof betterAuth>, "api">;

/** Which role somebody has in a workspace, from your own database; null for none. */
type FindRole = (userId: string, workspaceId: string) => Promise<Role | null>;

export function createBetterAuthWorkspace(auth: Auth, findRole: FindRole, origins: readonly string[]) {
	return createWorkspace({
		sandbox: local(),
		origins,
		async authenticate({ request, workspaceId }) {
			const session = await auth.api.getSession({ headers: request?.headers ?? new Headers() });
			if (!session) return null;
			const { id, name, image } = session.user;
			const role = await findRole(id, workspaceId);
			if (!role) throw forbidden();
			const expiresAt = session.session.expiresAt.getTime();
			return { userId: id, name, role, avatarUrl: image ?? undefined, expiresAt };
		},
	});
}
