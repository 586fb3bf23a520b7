import { readHealth } from './health/operations'
import type { Operation } from './operation'
import { readDescription } from './v1/openapi.json/operations'
import { readDraftOperation, saveDraftOperation } from './v1/questionnaires/[questionnaire]/draft/operations'
import { listQuestionnaires, publishQuestionnaire } from './v1/questionnaires/operations'
import { withdraw } from './v1/receipts/[receipt]/withdraw/operations'
import { readAggregatesOperation } from './v1/surveys/[slug]/aggregates/operations'
import { readComparisonOperation } from './v1/surveys/[slug]/comparison/operations'
import { readDetailsOperation } from './v1/surveys/[slug]/details/operations'
import { exportMicrodataOperation } from './v1/surveys/[slug]/export/operations'
import { downloadExportOperation } from './v1/surveys/[slug]/exports/[id]/file/operations'
import { cancelExportOperation } from './v1/surveys/[slug]/exports/[id]/operations'
import { listExportsOperation, requestExportOperation } from './v1/surveys/[slug]/exports/operations'
import { discardSavedInterview, putInterviewAside } from './v1/surveys/[slug]/interviews/operations'
import { readSurvey } from './v1/surveys/[slug]/operations'
import { readProfileOperation } from './v1/surveys/[slug]/profile/operations'
import { listReleases } from './v1/surveys/[slug]/releases/operations'
import { readReliabilityOperation } from './v1/surveys/[slug]/reliability/operations'
import { submitResponse } from './v1/surveys/[slug]/responses/operations'
import { scoreAnewOperation } from './v1/surveys/[slug]/scoring/operations'
import { listWeightingsOperation } from './v1/surveys/[slug]/weightings/operations'
import { listRounds } from './v1/surveys/operations'

/** Every operation of the API, in the order of its description. A test holds this list to the routes. */
export const operations: readonly Operation[] = [
  listRounds,
  readSurvey,
  submitResponse,
  withdraw,
  putInterviewAside,
  discardSavedInterview,
  readProfileOperation,
  readDetailsOperation,
  readComparisonOperation,
  readAggregatesOperation,
  readReliabilityOperation,
  listReleases,
  scoreAnewOperation,
  listWeightingsOperation,
  exportMicrodataOperation,
  requestExportOperation,
  listExportsOperation,
  downloadExportOperation,
  cancelExportOperation,
  listQuestionnaires,
  publishQuestionnaire,
  readDraftOperation,
  saveDraftOperation,
  readDescription,
  readHealth,
]
