// The part of the setup dialog about models: which list of the provider there is, a field for each proposer
// and the aggregator, and the check of them all.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "session/check_report.hpp"
#include "view/panels/model_picker.hpp"
#include "view/widgets/flow.hpp"

namespace moa::view {

class ModelForm {
  public:
    void fill(std::vector<std::string> proposers, std::string aggregator);
    /// Draws it at the cursor. `asked`: provider and address as they stand in the dialog; `key` goes with
    /// what is asked from here.
    void draw(const Context& context, session::Setup asked, const std::string& key);

    std::vector<std::string> proposers() const;
    const std::string& aggregator() const { return aggregator_; }

  private:
    /// What one frame is drawn from.
    struct Scene {
        session::Setup setup;
        const std::string& key;
        mixture::Provider provider;
        std::vector<session::CheckLine> lines;
    };
    void draw_list_state(Flow& flow, const Scene& scene);
    void draw_field(Flow& flow, const Scene& scene, int index);
    void draw_facts(Flow& flow, const Scene& scene, int index);
    void draw_check(Flow& flow, const Scene& scene);
    void load(const Context& context, const Scene& scene);
    void load_once(const Context& context, const Scene& scene);
    std::string& field(int index);

    std::vector<std::string> proposers_;
    std::string aggregator_;
    ModelPicker picker_;
    int picking_ = -1;     ///< the field the picker chooses for
    int removed_ = -1;     ///< the proposer whose cross was pressed in this frame
    std::string refusal_;  ///< why the latest request was not sent
};

}  // namespace moa::view
