import { z } from 'zod'
import { staffRoles } from '@/lib/permissions'

/** The form of an invitation. An administrator's role holds everywhere, whatever round was chosen. */
export const invitationFormSchema = z
  .object({
    email: z
      .string()
      .trim()
      .max(254, 'This e-mail address is too long.')
      .pipe(z.email('Enter an e-mail address like name@example.org.')),
    role: z.enum(staffRoles, 'Choose a role.'),
    roundId: z.string().max(64),
  })
  .transform(({ email, role, roundId }) => ({
    email,
    role,
    roundId: role === 'administrator' || roundId === '' ? null : roundId,
  }))
