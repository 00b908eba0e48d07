//! What sort of happening a claim tells, and whether it is told as happened, wanted or supposed.

use sitrep_types::{EventType, Modality, SubType};

/// What sort of happening it is, as far as two accounts of one happening can agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// A place changes hands.
    Territory,
    /// Two sides fight.
    Clash,
    /// Something explodes or is fired from afar.
    Strike,
    /// Unarmed people are attacked.
    Attack,
    /// People are taken.
    Abduction,
    /// People demonstrate or riot.
    Demonstration,
    /// People are arrested.
    Arrest,
    /// Sides agree.
    Agreement,
    /// Things are destroyed or looted.
    Destruction,
    /// Other moves without violence.
    Move,
    /// Somebody says something.
    Statement,
    /// Something stands so.
    State,
}

impl Family {
    /// The family of a type.
    #[must_use]
    pub const fn of(event_type: EventType, sub_type: Option<SubType>) -> Self {
        match (event_type, sub_type) {
            (
                _,
                Some(
                    SubType::GovernmentRegainsTerritory
                    | SubType::NonStateActorOvertakesTerritory
                    | SubType::NonViolentTransferOfTerritory,
                ),
            ) => Self::Territory,
            (_, Some(SubType::AbductionForcedDisappearance)) => Self::Abduction,
            (_, Some(SubType::Arrests)) => Self::Arrest,
            (_, Some(SubType::Agreement)) => Self::Agreement,
            (_, Some(SubType::LootingPropertyDestruction)) => Self::Destruction,
            (EventType::Battles, _) => Self::Clash,
            (EventType::Explosions, _) => Self::Strike,
            (EventType::ViolenceAgainstCivilians, _) => Self::Attack,
            (EventType::Protests | EventType::Riots, _) => Self::Demonstration,
            (EventType::StrategicDevelopments, _) => Self::Move,
            (EventType::Statement, _) => Self::Statement,
            (EventType::State, _) => Self::State,
        }
    }

    /// How well two families can tell one happening, 0 to 1: a shelling that killed villagers is told as shelling and
    /// as an attack on them.
    #[must_use]
    pub fn agreement(self, other: Self) -> f64 {
        use Family::{Abduction, Arrest, Attack, Clash, Destruction, Move, Strike, Territory};
        if self == other {
            return 0.8;
        }
        match (self.min(other), self.max(other)) {
            (Strike, Attack) => 0.5,
            (Clash, Strike | Attack) => 0.4,
            (Abduction, Arrest) => 0.4,
            (Attack, Abduction) => 0.3,
            (Strike, Destruction) | (Territory, Move) => 0.3,
            _ => 0.0,
        }
    }

    /// Families that can tell one happening share a block.
    #[must_use]
    pub const fn block(self) -> u8 {
        match self {
            Self::Territory | Self::Move => 0,
            Self::Clash | Self::Strike | Self::Attack | Self::Abduction | Self::Arrest | Self::Destruction => 1,
            Self::Demonstration => 2,
            Self::Agreement => 3,
            Self::Statement => 4,
            Self::State => 5,
        }
    }
}

/// Whether the event is told to have happened, to be wanted, or to be supposed; only like is compared with like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reality {
    /// Told as happened, or denied.
    Told,
    /// Tried.
    Tried,
    /// Planned or ordered.
    Wanted,
    /// Expected.
    Expected,
    /// Supposed.
    Supposed,
}

impl Reality {
    /// The reality of a modality.
    #[must_use]
    pub const fn of(modality: Modality) -> Self {
        match modality {
            Modality::Asserted | Modality::Claimed | Modality::Denied | Modality::Unconfirmed => Self::Told,
            Modality::Attempted => Self::Tried,
            Modality::Planned | Modality::Ordered => Self::Wanted,
            Modality::Forecast => Self::Expected,
            Modality::Hypothetical => Self::Supposed,
        }
    }
}
