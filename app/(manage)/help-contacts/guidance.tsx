/** What to write down, for whom, and what becomes of it: for whoever fills the list. */
export function Guidance() {
  return (
    <>
      <p>For each host country of your surveys, add those that exist:</p>
      <ul>
        <li>the emergency number, and what it means for people without papers to call it</li>
        <li>the hotline against trafficking and forced work</li>
        <li>legal advice for migrants</li>
        <li>health care for people without papers</li>
        <li>a shelter, for women, families, or people who flee from violence</li>
      </ul>
      <p>
        <strong>Call each number and open each website yourself</strong> before you add it, and again every
        few months. Ask what they do with a caller’s name. A wrong number is a closed door, and one that
        reports people does harm.
      </p>
      <p>
        Make one entry for each host country and language. People see only the contacts in the language that
        they read, and those for every language.
      </p>
      <p>
        Respondents find them behind the line “Where to find help” on every page of questions, and open on the
        last page. They stand open earlier for a person who tells of force, violence or being held. The page
        never says why. Who has named their country sees its contacts; who has not sees all, by country.
      </p>
    </>
  )
}
