#include "proof/report_text.hpp"

#include "figures.hpp"
#include "proof/comparison_words.hpp"
#include "statistics/words.hpp"

namespace moa::proof {

namespace {

std::string money_sentence(const Comparison& primary) {
    std::string text = "Measured from usage, the recipe cost " + figure::money(primary.arm_cost_usd) +
                       " and " + primary.baseline + " " + figure::money(primary.baseline_cost_usd);
    if (primary.baseline_cost_usd > 0)
        text += ", a ratio of " + statistics::percent(primary.arm_cost_usd / primary.baseline_cost_usd);
    return text + ".";
}

std::string detectable_sentence(const Plan& plan) {
    return "With all of the planned " + figure::counted(plan.questions, "question") + ", a difference of " +
           statistics::points_size(plan.detectable) +
           " would have been found with a power of 80%, had the arms disagreed on " +
           statistics::percent(plan.disagreement) + " of them.";
}

std::string missed_sentence(const Report& report) {
    const double share = static_cast<double>(report.missed_by_all) / static_cast<double>(report.proposed);
    return "All proposals miss " + statistics::percent(share) + " of the questions (beta; 95% interval " +
           statistics::percent_range(report.missed_interval) +
           "): whatever only chooses among them solves at most the rest.";
}

}  // namespace

std::vector<std::string> report_sentences(const Evidence& evidence, const Report& report) {
    std::vector<std::string> sentences = {finding_sentence(report.primary), flips_sentence(report.primary),
                                          money_sentence(report.primary), detectable_sentence(evidence.plan)};
    if (report.primary.questions < evidence.plan.questions) {
        sentences.push_back("The experiment is not complete: " + figure::count(report.primary.questions) +
                            " of " + figure::counted(evidence.plan.questions, "question") +
                            " were asked in both arms.");
    }
    if (report.proposed > 0) sentences.push_back(missed_sentence(report));
    return sentences;
}

std::vector<std::string> hash_lines(const Evidence& evidence) {
    return {"Plan of " + evidence.plan.made_at + ": SHA-256 " + evidence.plan_sha256,
            "Questions (" + evidence.plan.questions_file + "): SHA-256 " + evidence.plan.questions_sha256,
            "Results and run logs: SHA-256 " + evidence.results_head};
}

}  // namespace moa::proof
