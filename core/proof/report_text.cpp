#include "proof/report_text.hpp"

#include <utility>

#include "figures.hpp"
#include "proof/comparison_words.hpp"
#include "proof/judged_words.hpp"
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
    const std::string_view power = " would have been found with a power of 80%, had ";
    if (plan.is_judged())
        return "With all of the planned " + figure::counted(plan.questions, "question") + ", a win rate of " +
               statistics::percent(0.5 + plan.detectable) + std::string(power) + "the judges decided " +
               statistics::percent(plan.disagreement) + " of them, each as a whole.";
    return "With all of the planned " + figure::counted(plan.questions, "question") + ", a difference of " +
           statistics::points_size(plan.detectable) + std::string(power) + "the arms disagreed on " +
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
                            (report.judged ? " were judged." : " were asked in both arms."));
    }
    if (report.judged) {
        for (std::string& sentence : judges_sentences(evidence, report))
            sentences.push_back(std::move(sentence));
    } else if (report.proposed > 0) {
        sentences.push_back(missed_sentence(report));
    }
    return sentences;
}

std::vector<std::string> hash_lines(const Evidence& evidence) {
    std::vector<std::string> lines = {
        "Plan of " + evidence.plan.made_at + ": SHA-256 " + evidence.plan_sha256,
        "Questions (" + evidence.plan.questions_file + "): SHA-256 " + evidence.plan.questions_sha256,
        "Results and run logs: SHA-256 " + evidence.results_head};
    if (!evidence.verdicts_head.empty()) lines.push_back("Verdicts: SHA-256 " + evidence.verdicts_head);
    return lines;
}

std::string what_it_proves(const Plan& plan) {
    return std::string("This is what these models did with these questions at these prices") +
           (plan.is_judged() ? ", as these judges see it" : "") +
           ". It says nothing about other questions, about models under the same name at a later time, or "
           "about " +
           (plan.is_judged() ? "what people, or other judges, prefer; it is not an AlpacaEval, Arena-Hard or "
                               "MT-Bench score"
                             : "answers that the check cannot judge") +
           ". One comparison was named before the experiment began; of all the others, one in twenty is "
           "expected to "
           "look like a difference where there is none.";
}

}  // namespace moa::proof
