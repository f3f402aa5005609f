import { Field } from "@/components/ui/field";
import { PASSWORD_LENGTH } from "@/lib/team/password";
import { PasswordInput } from "./password-input";

/** A password to be chosen, with the one rule people need to know. */
export function NewPasswordField({
  label = "Password",
  error,
}: {
  label?: string;
  error?: string | undefined;
}) {
  return (
    <Field
      label={label}
      name="password"
      hint={`At least ${PASSWORD_LENGTH.min} characters. Four random words are easy to keep.`}
      error={error}
      required
    >
      {(control) => (
        <PasswordInput
          {...control}
          autoComplete="new-password"
          minLength={PASSWORD_LENGTH.min}
          maxLength={PASSWORD_LENGTH.max}
        />
      )}
    </Field>
  );
}
