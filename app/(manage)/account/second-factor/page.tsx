import type { Metadata } from 'next'
import { secondFactorPage, shown, signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { QrCode } from '@/app/ui/qr-code'
import { offerSecondFactor, readSecondFactor } from '@/db/second-factor'
import { NewCodesForm, SetUp, TakeOffForm } from './code-forms'

export const metadata: Metadata = { title: 'Second factor' }

type Props = { readonly searchParams: Promise<{ readonly done?: string | string[] }> }

/** Sets up the code that signing in takes besides the password, and everything about it. */
export default async function SecondFactorPage({ searchParams }: Props) {
  const actor = await signedIn(secondFactorPage)
  const { isSetUp, isRequired, hasPassword, recoveryCodesLeft } = await shown(readSecondFactor(actor))
  const { done } = await searchParams
  return (
    <>
      <PageHeader
        title="Second factor"
        about="Signing in then takes a code of your phone besides the password."
        back={{ path: '/account', name: 'your account' }}
      />
      <div className="stack-large">
        {done === 'off' && <OutcomeNotice>The second factor is off.</OutcomeNotice>}
        {actor.lacksSecondFactor && (
          <p className="notice warning">
            Your role asks for a second factor. Set it up now; until then nothing else can be done with this
            account.
          </p>
        )}
        <SetUp isSetUp={isSetUp} hasPassword={hasPassword}>
          {!isSetUp && <Steps actor={actor} />}
        </SetUp>
        {isSetUp && (
          <section className="panel" aria-labelledby="codes">
            <h2 id="codes">Recovery codes</h2>
            <p>
              {recoveryCodesLeft === 1 ? '1 code is' : `${recoveryCodesLeft} codes are`} left. New ones take
              the place of all earlier ones.
            </p>
            <NewCodesForm />
          </section>
        )}
        {isSetUp && !isRequired && (
          <section className="panel" aria-labelledby="off">
            <h2 id="off">Turn it off</h2>
            <TakeOffForm />
          </section>
        )}
      </div>
    </>
  )
}

async function Steps({ actor }: { readonly actor: Parameters<typeof offerSecondFactor>[0] }) {
  const { secret, address } = await shown(offerSecondFactor(actor))
  return (
    <>
      <ol className="stack-small">
        <li>Install an authenticator app on your phone, such as Aegis, FreeOTP or Google Authenticator.</li>
        <li>
          With it, read this picture. Or type this key into the app:{' '}
          <code dir="ltr">{secret.match(/.{4}/g)?.join(' ')}</code>
        </li>
        <li>Write below the 6 digits that the app shows.</li>
      </ol>
      <QrCode address={address} label="QR code for an authenticator app" />
    </>
  )
}
